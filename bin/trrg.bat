@echo off
rem Command line of TRRG. Works in a Fiji.app it was unpacked over, and in a source tree after "mvn package".
rem JAVA_OPTS gives options to Java, for instance set JAVA_OPTS=-Xmx8g
setlocal DisableDelayedExpansion

for %%D in ("%~dp0..") do set "ROOT=%%~fD"
set "APP=%ROOT%"
if exist "%ROOT%\target\app\" set "APP=%ROOT%\target\app"

rem Named one by one: other jars of a Fiji bring loggers and services that a command line does not want.
set "CLASSPATH="
call :collect plugins TRRG_
if not defined CLASSPATH (
	echo trrg: there is no plugins\TRRG_-*.jar in "%APP%". Unpack the zip over a Fiji.app, or run "mvn package" in the source tree. 1>&2
	exit /b 2
)
for %%N in (api pytorch-engine pytorch-jni pytorch-native tokenizers picocli commons-csv gson jna slf4j-api commons-compress commons-io commons-codec commons-lang3 imageio-jpeg imageio-core imageio-metadata common-lang common-io common-image jai-imageio-jpeg2000 jai-imageio-core extjwnl concurrentlinkedhashmap-lru opennlp-tools ij scijava-common parsington imglib2) do call :collect jars %%N
call :collect jars\win64 pytorch-native

rem Java of the user, else Fiji's, else of the system.
set "JAVA=java"
if defined JAVA_HOME (
	set "JAVA=%JAVA_HOME%\bin\java.exe"
) else if exist "%APP%\java\" (
	pushd "%APP%\java"
	for /d %%P in (*) do call :java "%%P"
	popd
)

"%JAVA%" --list-modules 2>nul | findstr /r /c:"^java\.base@1[7-9]" /c:"^java\.base@[2-9][0-9]" >nul
if errorlevel 1 (
	echo trrg: Java 17 or newer is needed, and "%JAVA%" is not that. Set JAVA_HOME to the folder of one. 1>&2
	exit /b 2
)
rem The Vector API makes the language model faster; newer versions want to be told that native code is welcome.
set "OPTIONS=-Dslf4j.internal.verbosity=ERROR"
"%JAVA%" --list-modules | findstr /b "jdk.incubator.vector@" >nul
if not errorlevel 1 set "OPTIONS=%OPTIONS% --add-modules=jdk.incubator.vector"
"%JAVA%" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -version >nul 2>nul
if not errorlevel 1 set "OPTIONS=%OPTIONS% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

if not defined TORCH_CPP_LOG_LEVEL set "TORCH_CPP_LOG_LEVEL=ERROR"
"%JAVA%" %OPTIONS% -XX:MaxRAMPercentage=50 "-Dimagej.dir=%ROOT%" %JAVA_OPTS% io.github.trrg.cli.Main %*
exit /b %ERRORLEVEL%

:collect
if not exist "%APP%\%1\" exit /b
pushd "%APP%\%1"
for %%F in (%2-*.jar) do call :add "%%~fF"
popd
exit /b

:java
pushd %1
for /d %%J in (*) do if exist "%%~fJ\bin\java.exe" set "JAVA=%%~fJ\bin\java.exe"
popd
exit /b

:add
if defined CLASSPATH (set "CLASSPATH=%CLASSPATH%;%~1") else set "CLASSPATH=%~1"
exit /b
